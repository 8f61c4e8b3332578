// ruleid: export-default
export default { name: 'a', data: 1 };
// ok: export-default
export default { name: 'a' };
