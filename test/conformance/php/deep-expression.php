<?php
// ruleid: deep-expression
query("a" . $_GET['b']);
// ruleid: deep-expression
query(clean($_GET['b']));
// ok: deep-expression
query("a");
