/** Tells by their names which files may hold text. Pure. */

const binary =
  /\.(?:png|jpe?g|gif|webp|avif|ico|icns|bmp|tiff?|psd|woff2?|ttf|otf|eot|mp[34]|m4a|mov|avi|webm|ogg|wav|flac|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|whl|nupkg|pdf|docx?|xlsx?|pptx?|exe|dll|so|dylib|a|o|obj|lib|class|pyc|wasm|node|bin|dat|db|sqlite3?|parquet|npy|npz|pt|onnx|safetensors|gguf|pack|idx)$/iu;
const gitStorage = /(?:^|\/)\.git\//u;

/** Tells whether a file may be text, by its path with `/`. */
export const mayBeText = (relative: string): boolean => !binary.test(relative) && !gitStorage.test(relative);
