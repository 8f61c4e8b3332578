<?php
// ruleid: pattern-not-inside
delete(1);
if (allowed($user)) {
  // ok: pattern-not-inside
  delete(2);
}
