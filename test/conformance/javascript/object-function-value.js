// ruleid: object-function-value
a({ load: b });
// ok: object-function-value
a({ load: () => b });
// ok: object-function-value
a({ load() {} });
