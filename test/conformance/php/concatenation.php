<?php
// ruleid: concatenation
query("select " . $a);
// ok: concatenation
query("select");
