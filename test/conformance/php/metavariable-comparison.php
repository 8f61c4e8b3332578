<?php
// ruleid: metavariable-comparison
chmod($a, 0777);
// ok: metavariable-comparison
chmod($a, 0755);
