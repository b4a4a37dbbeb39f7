import type { Watch } from '../../constructs/watch.ts';
import type { Watched } from './watched.ts';

export function watchEntry(watch: Watch, { ingestion, admin }: Watched): void {
  watch.section('Entry');
  watch.api('Webhook API', ingestion.webhookApi, {
    runbook: 'webhook-api-errors',
    text: 'The Webhook API answers 5xx: deliveries are refused and depend on the ERP to send again.',
  });
  watch.api('Admin API', admin.adminApi, {
    runbook: 'admin-api-errors',
    text: 'The Admin API answers 5xx: people and scripts cannot work.',
  });
  watch.function('receive-delivery', ingestion.receiveDelivery);
  const { receiveDelivery } = ingestion;
  watch.counter(
    'refused-unauthenticated',
    { by: [receiveDelivery], most: 20 },
    {
      runbook: 'refused-webhooks',
      text: 'Many webhooks are refused because their signature or secret is wrong.',
    },
  );
  watch.counter(
    'refused-overload',
    { by: [receiveDelivery], most: 0 },
    {
      runbook: 'webhook-api-errors',
      text: 'Webhooks were refused because queue or tables did not take them; the ERP has to send them again.',
    },
  );
  watch.function('serve-admin-api', admin.serveAdminApi);
  watch.function('try-mapping', admin.tryMapping);
}
