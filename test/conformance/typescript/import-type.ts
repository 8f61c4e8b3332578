// ruleid: import-type
import type { B } from 'a';
// ruleid: import-type
import { C } from 'a';
// ok: import-type
import { D } from 'e';
