// ruleid: import-statement
import a from 'lodash';
// ok: import-statement
import b from 'other';
