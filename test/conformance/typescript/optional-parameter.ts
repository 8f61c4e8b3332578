// ruleid: optional-parameter
function a(x?: string) {}
// ok: optional-parameter
function b(x: string, y: string) {}
