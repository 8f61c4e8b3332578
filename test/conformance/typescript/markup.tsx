// ruleid: markup
const a = <div dangerouslySetInnerHTML={{ __html: b as string }} />;
// ok: markup
const c = <div title="d" />;
