import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../../local/launch/options.ts';

describe('switches of npm start', () => {
  it('have defaults', () => {
    expect(readOptions([])).toEqual({
      dataFolder: '.orderseam',
      reset: false,
      quiet: false,
      json: false,
      ports: { webhooks: 4700, admin: 4701, demoErp: 4702, aws: 4703 },
    });
  });

  it('--port names the first of four ports, 0 takes free ones', () => {
    expect(readOptions(['--port', '8000'])?.ports).toEqual({
      webhooks: 8000,
      admin: 8001,
      demoErp: 8002,
      aws: 8003,
    });
    expect(readOptions(['--port=0'])?.ports).toEqual({ webhooks: 0, admin: 0, demoErp: 0, aws: 0 });
  });

  it('can all be given', () => {
    expect(readOptions(['--reset', '--quiet', '--json', '--data', 'here'])).toMatchObject({
      dataFolder: 'here',
      reset: true,
      quiet: true,
      json: true,
    });
  });

  it('--help asks for help', () => {
    expect(readOptions(['--help'])).toBeUndefined();
  });

  it.each([
    [['--prot', '1'], '--prot'],
    [['--port', 'x'], '--port takes 0 or a port number, not "x"'],
    [['--port', '-1'], '--port'],
    [['--port', '65533'], '--port takes'],
    [['--port'], '--port'],
    [['more'], 'more'],
  ])('%j is refused with a sentence', (args, named) => {
    expect(() => readOptions(args)).toThrow(named);
  });
});
