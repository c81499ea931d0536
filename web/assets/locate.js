// Asks the browser where it is, for a form that wants a point. Nothing is sent until somebody asks.

for (const form of document.querySelectorAll('[data-locate]')) {
  const here = form.querySelector('[data-here]');
  if (!navigator.geolocation) continue;
  here.hidden = false;
  here.addEventListener('click', () => {
    here.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // To a hundred metres: the address of the page holds it, and nearby is farther than that.
        form.elements.at.value = `${coords.latitude.toFixed(3)}, ${coords.longitude.toFixed(3)}`;
        form.requestSubmit();
      },
      () => {
        here.disabled = false;
        form.querySelector('[data-told]').textContent = form.dataset.denied;
      },
      { timeout: 10_000, maximumAge: 60_000 },
    );
  });
}
