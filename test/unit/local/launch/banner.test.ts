import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { banner } from '../../../../local/launch/banner.ts';

const urls = { webhooks: 'http://w', admin: 'http://a', demoErp: 'http://e' };

describe('the commands that the banner proposes', () => {
  it('name the data folder when the command line would not find it by itself', () => {
    expect(banner({ urls, dataFolder: '/elsewhere', bootMs: 1 })).toContain(
      'orderseam -- --data /elsewhere token --role operator',
    );
  });

  it('are short for the default folder', () => {
    expect(banner({ urls, dataFolder: resolve('.orderseam'), bootMs: 1 })).toContain(
      'orderseam -- token --role operator',
    );
  });
});
