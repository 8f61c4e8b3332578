/**
 * Measures a verdict on a command line through the whole pipeline: everyday lines, each with a name of its own every
 * time, so that no answer is remembered from the one before.
 */
import { makePlace, startCore } from './eval/assets.ts';
import { judgeEvent } from './eval/judge.ts';
import { quantile, report } from './report.ts';

const rounds = Number(process.argv[2] ?? 40);

/** `NN` becomes a number. */
const lines = [
  'ls -la src/partNN',
  'npm ci && npm test -- --grep caseNN 2>&1 | tail -20',
  'git add -A && git commit -m "Mend part NN" && git push',
  'git status --short && git diff --stat HEAD~NN',
  'cat src/appNN.ts | grep -n "export" | head',
  "find . -name '*NN.ts' -not -path './node_modules/*' | xargs wc -l | sort -n",
  'for f in src/partNN/*.ts; do echo "$f"; sed -n 1,20p "$f"; done',
  "cat > notesNN.md <<'EOF'\n# Notes\nOne\nTwo\nEOF",
  "python3 -c \"import json; print(json.load(open('packageNN.json'))['name'])\"",
  'docker compose up -d dbNN && docker compose logs --tail NN',
  'curl -s http://localhost:3000/items/NN | jq .name',
  'rm -rf dist/partNN && mkdir -p dist/partNN && cp -r src/partNN dist/',
  'export NODE_ENV=test; npx vitest run test/partNN.test.ts',
  'poetry run pytest -q tests/test_partNN.py',
  'sed -i "s/old/new/g" src/fileNN.ts && npx eslint src/fileNN.ts --fix',
  'tar czf buildNN.tgz dist && ls -lh buildNN.tgz',
];

const place = makePlace();
try {
  const core = await startCore(place);
  const judge = async (command: string): Promise<number> => {
    const started = performance.now();
    await judgeEvent({ core, workspace: place.workspace }, { kind: 'shell.exec', command });
    return performance.now() - started;
  };
  const times: number[] = [];
  let before = process.cpuUsage();
  for (let round = 0; round < rounds + 5; round += 1) {
    if (round === 5) before = process.cpuUsage();
    for (const line of lines) {
      const took = await judge(line.replaceAll('NN', String(round)));
      if (round >= 5) times.push(took);
    }
  }
  const { user, system } = process.cpuUsage(before);
  process.exitCode = report('commands', [
    { what: 'verdict on a command line, p50', value: quantile(times, 0.5), unit: 'ms', budget: 2 },
    { what: 'verdict on a command line, p99', value: quantile(times, 0.99), unit: 'ms', budget: 15 },
    {
      what: 'processor time of a verdict, mean',
      value: (user + system) / 1000 / times.length,
      unit: 'ms',
    },
  ]);
} finally {
  place.remove();
}
