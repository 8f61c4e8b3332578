import { describe, expect, test } from 'vitest';
import { classifyPath } from '../../../../server/detect/files/classify.ts';
import { shieldList } from '../../../../server/detect/files/shieldList.ts';
import { protectedPaths } from '../../../../src/shield/protectedPaths.ts';
import { processorTime } from '../../../support/processorTime.ts';

const list = shieldList(['/home/ada', 'C:\\Users\\Ada'], true);
const isProtected = protectedPaths(list);

const secret = [
  '/w/.env',
  '/w/deep/er/.env.production',
  '/w/.ENV',
  '/w/keys/id_ed25519',
  '/w/a.pfx',
  '/w/.aws/credentials',
  '/w/terraform.tfstate',
  '/w/.ssh/config',
  '/home/ada/.ssh/id_rsa',
  '/home/bob/.netrc',
  '/home/ada/.docker/config.json',
  '/home/ada/.claude/.credentials.json',
  '/home/ada/.local/state/ringfence/ledger/1.jsonl',
  '/Users/ada/Library/Keychains/login.keychain-db',
  '/private/etc/ssh/ssh_host_rsa_key',
  '/etc/shadow',
  '/run/secrets/token',
  'C:\\Users\\Ada\\.aws\\credentials',
  'D:\\work\\app\\.env.local',
  '/proc/1/environ',
];

const ordinary = [
  '/w/.env.example',
  '/w/.env.d.ts',
  '/w/src/env.ts',
  '/w/package.json',
  '/w/.git/config',
  '/w/.npmrc',
  '/home/ada/.ssh/known_hosts',
  '/home/ada/.ssh/id_rsa.pub',
  '/home/ada/.aws/config',
  '/home/ada/.config/Code/User/globalStorage/state.vscdb',
  '/home/ada/.config/Code/User/settings.json',
  '/usr/lib/node_modules/x/index.js',
  '/etc/hosts',
];

describe('the list of the read shield', () => {
  test.each(secret)('protects %s', path => expect(isProtected(path)).toBe(true));
  test.each(ordinary)('leaves %s alone', path => expect(isProtected(path)).toBe(false));

  test('says what the catalogue says, of every path here', () => {
    for (const path of [...secret, ...ordinary].filter(each => !each.includes('globalStorage'))) {
      const home = /^(?:[A-Z]:)?[\\/](?:home|Users)[\\/][^\\/]+[\\/](?<rest>.*)$/iu.exec(path)?.groups?.[
        'rest'
      ];
      const rules = classifyPath(
        { path, ...(home === undefined ? {} : { homeRelative: home.replaceAll('\\', '/') }) },
        'read',
      );
      const denied = rules.some(({ action, op }) => op === 'read' && action === 'deny');
      expect([path, isProtected(path)]).toEqual([path, denied]);
    }
  });

  test('is small enough to be sent, and quick enough to be asked at every read', () => {
    expect(JSON.stringify(list).length).toBeLessThan(100_000);
    const started = processorTime();
    for (let at = 0; at < 20_000; at += 1)
      isProtected(`/home/ada/work/app/node_modules/x${at}/dist/index.js`);
    expect((processorTime() - started) / 20_000).toBeLessThan(0.5);
  });
});
