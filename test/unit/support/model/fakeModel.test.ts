import { afterEach, describe, expect, test } from 'vitest';
import { startFakeModel } from '../../../support/model/fakeModel.ts';
import type { FakeModel, ScriptStep } from '../../../support/model/fakeModel.ts';
import { objectsOf } from '../../../support/model/shape.ts';
import { dialects, documents, post } from './talk.ts';
import type { Returned } from './talk.ts';

const running: FakeModel[] = [];
const start = async (...script: ScriptStep[]): Promise<FakeModel> => {
  const model = await startFakeModel({ script });
  running.push(model);
  return model;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map(model => model.close()));
});

const probe: ScriptStep = { tool: 'probe', args: { path: 'a' } };

const forms = dialects.flatMap(dialect => [
  { dialect, stream: true, form: `${dialect.name}, streamed` },
  { dialect, stream: false, form: `${dialect.name}, whole` },
]);

describe.each(forms)('$form', ({ dialect, stream }) => {
  const ask = (
    model: FakeModel,
    tools: readonly string[],
    returned: readonly Returned[] = [],
  ): ReturnType<typeof post> => post(model.url + dialect.path(stream), dialect.body(tools, returned, stream));

  test('plays the steps, collects each result once, and ends with a text', async () => {
    const model = await start(probe, { tool: ['other', 'second'], args: { n: 2 } });

    const first = await ask(model, ['probe', 'second']);
    expect(first.status).toBe(200);
    expect(first.type).toContain(stream ? 'event-stream' : 'json');
    expect(first.text).toMatch(dialect.call);
    expect(documents(first.text).length).toBeGreaterThan(0);
    const one = { callId: dialect.callId.exec(first.text)?.[0] ?? '', name: 'probe', output: 'ONE' };

    const second = await ask(model, ['probe', 'second'], [one]);
    expect(second.text).toContain('"name":"second"');
    const two = { callId: dialect.callId.exec(second.text)?.[0] ?? '', name: 'second', output: 'TWO' };
    expect(two.callId).not.toBe(one.callId);

    const last = await ask(model, ['probe', 'second'], [one, two]);
    expect(last.text).toContain('All steps are done.');
    expect(model.results).toEqual([
      { step: 0, tool: 'probe', output: 'ONE' },
      { step: 1, tool: 'second', output: 'TWO' },
    ]);
    expect(model.unexpected).toEqual([]);
    expect(model.requests.map(({ protocol }) => protocol)).toEqual(Array(3).fill(dialect.name));
  });

  test('answers a request without tools with a text and keeps the script', async () => {
    const model = await start(probe);
    expect((await ask(model, [])).text).toContain('Scripted run');
    expect((await ask(model, ['probe'])).text).toMatch(dialect.call);
  });

  test('tells results apart by their order when the agent numbers its calls itself', async () => {
    const model = await start(probe, probe);
    await ask(model, ['probe']);
    await ask(model, ['probe'], [{ callId: 'own-1', name: 'probe', output: 'ONE' }]);
    await ask(
      model,
      ['probe'],
      [
        { callId: 'own-1', name: 'probe', output: 'ONE' },
        { callId: 'own-2', name: 'probe', output: 'TWO' },
      ],
    );
    expect(model.results.map(({ output }) => output)).toEqual(['ONE', 'TWO']);
  });

  test('records a tool that is not offered and answers with a text', async () => {
    const model = await start(probe);
    expect((await ask(model, ['read', 'write'])).text).toContain('The tool probe is not offered.');
    expect(model.unexpected).toEqual(['Step 0 wants probe, but the agent offers only: read, write.']);
  });
});

test('a step may choose among the offered tools', async () => {
  const chosen = (offered: readonly string[]): string | undefined =>
    offered.find(name => name.startsWith('mcp_'));
  const model = await start({ tool: chosen, args: {} }, { tool: chosen, args: {} });
  const [chat] = dialects;
  const ask = (tool: string): ReturnType<typeof post> =>
    post(`${model.url}/v1/chat/completions`, chat?.body([tool], [], false) ?? {});
  expect((await ask('mcp_files_read')).text).toContain('"name":"mcp_files_read"');
  expect((await ask('read')).text).toContain('a chosen tool');
  expect(model.unexpected).toHaveLength(1);
});

test('a step may take its arguments from earlier results', async () => {
  const model = await start(probe, { tool: 'probe', args: ([first]) => ({ session: first?.output }) });
  const tools = [{ name: 'probe' }];
  await post(`${model.url}/v1/messages`, { tools });
  const result = { type: 'tool_result', tool_use_id: 'call_0', content: 'number 42' };
  const answer = await post(`${model.url}/v1/messages`, { tools, messages: [{ content: [result] }] });
  expect(documents(answer.text)[0]).toMatchObject({ content: [{ input: { session: 'number 42' } }] });
});

test('a text step is said as it stands', async () => {
  const model = await start({ text: 'Let me think.' }, probe);
  const { text } = await post(`${model.url}/v1/messages`, { tools: [{ name: 'probe' }] });
  expect(text).toContain('Let me think.');
});

describe('Codex forms of the responses protocol', () => {
  const url = (model: FakeModel): string => `${model.url}/v1/responses`;

  test('a freeform tool gets its text as it stands', async () => {
    const patch = '*** Begin Patch\n*** End Patch';
    const model = await start({ tool: 'apply_patch', args: { input: patch } });
    const tools = [{ type: 'custom', name: 'apply_patch' }];
    const [answer] = documents((await post(url(model), { tools })).text);
    const [item] = objectsOf(answer?.['output']);
    expect(item).toMatchObject({ type: 'custom_tool_call', name: 'apply_patch', input: patch });

    const input = [{ type: 'custom_tool_call_output', call_id: item?.['call_id'], output: 'Done' }];
    await post(url(model), { tools, input });
    expect(model.results).toEqual([{ step: 0, tool: 'apply_patch', output: 'Done' }]);
  });

  test('tools that a search brought up can be called', async () => {
    const model = await start({ tool: 'tool_search', args: { query: 'probe' } }, probe);
    const tools = [{ type: 'tool_search', execution: 'client' }];
    const search = await post(url(model), { tools });
    const [call] = objectsOf(documents(search.text)[0]?.['output']);
    expect(call).toMatchObject({
      type: 'tool_search_call',
      execution: 'client',
      arguments: { query: 'probe' },
    });

    const found = [{ type: 'namespace', name: 'mcp__files', tools: [{ type: 'function', name: 'probe' }] }];
    const input = [{ type: 'tool_search_output', call_id: 'call_0', tools: found }];
    expect((await post(url(model), { tools, input })).text).toContain('"namespace":"mcp__files"');
    expect(model.results).toMatchObject([{ step: 0, tool: 'tool_search' }]);
  });

  test('a tool of a namespace is called by its own name and its namespace', async () => {
    const model = await start(probe);
    const tools = [{ type: 'namespace', name: 'mcp__files', tools: [{ type: 'function', name: 'probe' }] }];
    const { text } = await post(url(model), { tools });
    expect(text).toContain('"name":"probe","status":"completed","namespace":"mcp__files"');
  });
});

describe('what no script foresees', () => {
  test.each([
    ['a body that is not JSON', 'nonsense'],
    ['a body that is no object', '[1]'],
    ['an empty body', ''],
  ])('%s is refused and recorded', async (_, body) => {
    const model = await start(probe);
    expect((await post(`${model.url}/v1/messages`, body)).status).toBe(400);
    expect(model.unexpected).toEqual(['/v1/messages got a body that is not a JSON object.']);
  });

  test('an unknown address is refused and recorded', async () => {
    const model = await start();
    expect((await post(`${model.url}/telemetry`, {})).status).toBe(404);
    expect(model.unexpected).toEqual(['Nothing answers POST /telemetry.']);
  });

  test('fields of a wrong shape count as absent', async () => {
    const model = await start(probe);
    const odd = { tools: [7, { name: 3 }, { type: 'function' }], messages: 'x', input: 'x', contents: {} };
    for (const { path } of dialects) {
      const { status, text } = await post(model.url + path(false), odd);
      expect([status, text.includes('Scripted run')]).toEqual([200, true]);
    }
  });
});

test('side questions of agents are answered without using up the script', async () => {
  const model = await start(probe);
  const count = await post(`${model.url}/v1/messages/count_tokens`, { tools: [{ name: 'probe' }] });
  expect(documents(count.text)).toEqual([{ input_tokens: 10 }]);
  const tokens = await post(`${model.url}/v1beta/models/m:countTokens`, { contents: [] });
  expect(documents(tokens.text)).toEqual([{ totalTokens: 10 }]);
  const models = await fetch(`${model.url}/v1/models`);
  expect(await models.json()).toMatchObject({ data: [{ id: 'fake-model' }] });
  expect((await fetch(model.url, { method: 'HEAD' })).status).toBe(200);
  expect((await post(`${model.url}/v1/messages`, { tools: [{ name: 'probe' }] })).text).toContain('probe');
  expect(model.unexpected).toEqual([]);
});

test('a stream without server-sent events is one JSON list', async () => {
  const model = await start(probe);
  const tools = [{ functionDeclarations: [{ name: 'probe' }] }];
  const { text } = await post(`${model.url}/v1beta/models/m:streamGenerateContent`, { tools });
  expect(JSON.parse(text)).toHaveLength(1);
});
