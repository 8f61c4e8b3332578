<?php
// ruleid: class-definition
class A extends Controller {
}
// ok: class-definition
class B extends Other {
}
