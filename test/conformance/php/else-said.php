<?php
// ruleid: else-said
if (allowed($user)) { run(); }
// ok: else-said
if (allowed($user)) { run(); } else { stop(); }
// ok: else-said
if (allowed($user)) { run(); } elseif ($x) { stop(); }
