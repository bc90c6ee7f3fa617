/** Shown in place of a part that could not be loaded. */
export function ReloadOffer({ text, label }: { text: string; label: string }) {
  return (
    <div class="part-missing" role="alert">
      <p>{text}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {label}
      </button>
    </div>
  );
}
