import { appendFileSync, writeFileSync } from 'node:fs';
import { it } from '@jest/globals';
import { buildRun, CPU } from '../support/run-builder.js';
import { ActionPlace } from './zz-place.js';
it('numbers', async () => {
  const place = await ActionPlace.open();
  const arms = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `runc=./${name}`);
  const benchmarks = Array.from({ length: 10 }, (_, at) => ({ ...CPU, id: `cpu.number${at}` }));
  const wide = { arms, benchmarks, blocks: 30, pairs: 4 };
  place.leave(place.repository.startRun({ event: 'push' }), buildRun({ ...wide, id: 'base', seed: 3 }));
  place.repository.commit('change');
  const pull = place.repository.openPull({ head: { branch: 'change' } });
  for (const n of [1, 2]) {
    const before = place.github.requests.length;
    const run = place.repository.startRun({ event: 'pull_request', pull });
    await place.report(run, buildRun({ ...wide, id: `wide${n}`, seed: 9, levels: { 'runc=./a': 900, 'runc=./b': 900 } }));
    const routes = place.github.requests.slice(before).map(({ route }) => route);
    appendFileSync('/tmp/gh/ru.log', `${routes.filter((r) => r.includes('/repos')).length} api; ${routes.length} all; comment ${place.repository.comments[0]?.body.length}; artifacts ${place.repository.artifacts.map((a) => `${a.name} ${a.content?.bytes.length}`)}\n${routes.join('\n')}\n`);
  }
  writeFileSync('/tmp/gh/comment.md', place.repository.comments[0]?.body ?? '');
  await place.close();
});
