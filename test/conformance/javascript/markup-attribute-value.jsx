// ruleid: markup-attribute-value
const a = <img src="a" />;
// ok: markup-attribute-value
const b = <img src="b" alt="c" />;
// ok: markup-attribute-value
const c = <img alt={d} />;
// ok: markup-attribute-value
const e = <img title="f" />;
