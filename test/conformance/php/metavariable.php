<?php
// ruleid: metavariable
foo($a, $y);
// ok: metavariable
foo($a, $z);
