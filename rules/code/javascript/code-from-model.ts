import Anthropic from '@anthropic-ai/sdk';
import { generateText } from 'ai';
import { exec } from 'node:child_process';

const anthropic = new Anthropic();

export async function act(prompt: string): Promise<void> {
  const message = await anthropic.messages.create({ model: 'claude', max_tokens: 100, messages: [] });
  for (const block of message.content) {
    // ruleid: javascript.code-from-model
    if (block.type === 'text') exec(block.text);
  }
  const { text } = await generateText({ model, prompt });
  // ruleid: javascript.code-from-model
  const run = new Function(text);
  if (!commands.includes(text)) return;
  // ok: javascript.code-from-model
  exec(text);
  const note = await mailbox.messages.list({});
  // ok: javascript.code-from-model
  exec(note);
}
