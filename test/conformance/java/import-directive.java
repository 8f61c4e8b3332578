// ruleid: import-directive
import java.util.Random;
// ok: import-directive
import java.io.File;
class Target { }
