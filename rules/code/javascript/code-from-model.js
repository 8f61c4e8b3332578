const OpenAI = require('openai');
const { execSync } = require('child_process');

const openai = new OpenAI();

async function calculate(question) {
  const completion = await openai.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: question }] });
  const code = completion.choices[0].message.content;
  // ruleid: javascript.code-from-model
  const answer = eval(code);
  // ruleid: javascript.code-from-model
  execSync(completion.choices[0].message.content);
  // ok: javascript.code-from-model
  const parsed = JSON.parse(code);
  // ok: javascript.code-from-model
  execSync('git status');
  // ok: javascript.code-from-model
  return tools[parsed.tool](parsed.argument);
}
