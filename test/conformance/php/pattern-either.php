<?php
// ruleid: pattern-either
md5($a);
// ruleid: pattern-either
sha1($a);
// ok: pattern-either
hash('sha256', $a);
