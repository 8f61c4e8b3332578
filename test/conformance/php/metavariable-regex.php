<?php
// ruleid: metavariable-regex
exec($a);
// ruleid: metavariable-regex
system($a);
// ok: metavariable-regex
work($a);
