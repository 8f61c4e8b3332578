// ruleid: import-module
import a from 'lodash';
// ok: import-module
import b from 'other';
