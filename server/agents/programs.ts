/** Programs that a tool is given to run, such as the code of a notebook's cell: they are what an interpreter would run. Pure. */

/** Is a text among a call's parameters, with the name it stands under. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

const words = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/u);

const verbs = /^(?:exec|execute|run|eval|evaluate|repl|interpret|interpreter)$/u;
const languages = /^(?:python3?|ipython|javascript|js|node|typescript|ts|deno|bun)$/u;
const scripts = /^(?:javascript|js|node|typescript|ts|deno|bun)$/u;
const programName =
  /^(?:code|source|source_?code|python(?:_?code)?|javascript|js(?:_?code)?|snippet|program|expression|cell(?:_?source)?|input)$/iu;

/** Lists the programs among the parameters of a tool whose name says that it runs some, each as a command line. */
export function programsIn(tool: string, texts: readonly NamedText[]): readonly string[] {
  const named = words(tool);
  if (!named.some(word => verbs.test(word)) && !languages.test(named.at(-1) ?? '')) return [];
  return texts
    .filter(({ name, text }) => programName.test(name) && /[(=;{]/u.test(text))
    .map(({ name, text }) =>
      asCommand(
        [...named, ...words(name)].some(word => scripts.test(word)),
        text,
      ),
    );
}

function asCommand(isScript: boolean, text: string): string {
  let mark = 'CODE';
  while (text.includes(mark)) mark += '_';
  return `${isScript ? 'node' : 'python3'} - <<'${mark}'\n${text}\n${mark}`;
}
