// ruleid: parameter-type
function a(x: any) {}
// ok: parameter-type
function b(x: string) {}
