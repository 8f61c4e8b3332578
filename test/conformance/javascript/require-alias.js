const cp = require('child_process');
const { exec: go } = require('child_process');
import * as proc from 'child_process';
// ruleid: require-alias
cp.exec('a');
// ruleid: require-alias
go('a');
// ruleid: require-alias
proc.exec('a');
// ok: require-alias
other.exec('a');
