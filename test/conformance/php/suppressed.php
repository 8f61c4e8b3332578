<?php
// ruleid: suppressed
@unlink($a);
// ok: suppressed
unlink($a);
