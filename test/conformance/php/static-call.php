<?php
// ruleid: static-call
DB::raw($a);
// ok: static-call
DB::table($a);
