// ruleid: export-function
export async function f() {}
// ok: export-function
function g() {}
// ok: export-function
export default function h() {}
