// ruleid: result-type
function a(): Promise<string> { return b; }
// ok: result-type
function c(): string { return d; }
