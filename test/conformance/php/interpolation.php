<?php
// ruleid: interpolation
query("select $a from b");
// ruleid: interpolation
query("select {$a} from b");
// ok: interpolation
query("select a from b");
