// Photos before they are sent: made smaller for a slow line, and small enough to show.

/** Larger files are drawn anew, at most so many pixels wide or high. */
const LARGE = 1_500_000;
const SIDE = 2_048;
const THUMB = 240;

/** The photo itself, or a smaller one if it is large and can be read. */
export async function shrunk(file) {
  if (file.size <= LARGE) return file;
  const canvas = await drawn(file, SIDE);
  if (!canvas) return file;
  const small = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  return small && small.size < file.size ? small : file;
}

/** A small picture of it as an address, or nothing if it cannot be read. */
export async function thumbnail(file) {
  return (await drawn(file, THUMB))?.toDataURL('image/jpeg', 0.7) ?? null;
}

async function drawn(file, side) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  } catch {
    return null; // no photo, or of a kind this browser does not know
  }
}
