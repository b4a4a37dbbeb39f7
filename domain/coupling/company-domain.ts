/** Providers whose addresses belong to anybody: the domain is no evidence. */
const FREEMAIL = new Set(
  (
    'gmail.com googlemail.com outlook.com outlook.de outlook.at hotmail.com hotmail.de hotmail.at live.com live.at live.de msn.com yahoo.com ' +
    'yahoo.de yahoo.fr yahoo.it yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com aol.de gmx.at gmx.de gmx.net gmx.ch gmx.com web.de ' +
    't-online.de freenet.de mail.de email.de posteo.de posteo.net mailbox.org proton.me protonmail.com pm.me tutanota.com tutanota.de tuta.io ' +
    'aon.at chello.at a1.net utanet.at inode.at bluewin.ch hispeed.ch sunrise.ch orange.fr wanadoo.fr free.fr laposte.net libero.it ' +
    'virgilio.it tiscali.it seznam.cz centrum.cz wp.pl onet.pl o2.pl interia.pl mail.ru yandex.ru yandex.com zoho.com hey.com fastmail.com'
  ).split(' '),
);

/** The company's own domain from its e-mail address; undefined for providers everybody uses (D-3). */
export function companyDomain(email: string | null | undefined): string | undefined {
  const domain = /@([a-z0-9.-]+\.[a-z]{2,})>?\s*$/i
    .exec(email ?? '')?.[1]
    ?.toLowerCase()
    .replace(/^www\./, '');
  return domain === undefined || FREEMAIL.has(domain) ? undefined : domain;
}
