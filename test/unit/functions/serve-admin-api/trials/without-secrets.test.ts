import { expect, it } from 'vitest';
import { withoutSecrets } from '../../../../../functions/serve-admin-api/trials/without-secrets.ts';

const secrets = { apiKey: 'key-of-acme', signing: ['first & secret', 'key-of-acme-2'], pin: '42' };

it('shows a secret by its name wherever it stands in a text', () => {
  expect(withoutSecrets({ a: ['x key-of-acme y'], 'key-of-acme': null }, secrets)).toEqual({
    a: ['x {secret.apiKey} y'],
    '{secret.apiKey}': null,
  });
});

it('takes the longer one where one secret is part of another', () => {
  expect(withoutSecrets('key-of-acme-2', secrets)).toBe('{secret.signing}');
});

it('knows a secret as it stands in an address', () => {
  expect(withoutSecrets('?k=first%20%26%20secret', secrets)).toBe('?k={secret.signing}');
});

it('leaves what is too short to be told from a word, and all that is no text', () => {
  const shown = { count: 42, text: '42', none: null, yes: true };
  expect(withoutSecrets(shown, secrets)).toEqual(shown);
});
