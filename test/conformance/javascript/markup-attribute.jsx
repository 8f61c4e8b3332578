// ruleid: markup-attribute
a = <div dangerouslySetInnerHTML={{ __html: b }} />;
// ok: markup-attribute
c = <div title="d" />;
