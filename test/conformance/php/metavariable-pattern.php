<?php
// ruleid: metavariable-pattern
query("a" . $b);
// ok: metavariable-pattern
query("a");
