/**
 * Node's own modules for code that runs in the hook shim. An import would be copied name by name into every bundled
 * module that has it, at each start; this hands out the modules themselves. Must import nothing.
 */

/** Is `node:fs`. */
export const fs = process.getBuiltinModule('node:fs');
/** Is `node:net`. */
export const net = process.getBuiltinModule('node:net');
/** Is `node:path`. */
export const path = process.getBuiltinModule('node:path');
