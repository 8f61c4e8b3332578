// ruleid: import-named
import { exec } from 'child_process';
// ruleid: import-named
import { spawn, exec as go } from 'child_process';
// ok: import-named
import { fork } from 'child_process';
