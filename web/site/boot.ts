// Runs before the first paint, as a classic script: it must import and export nothing.
{
  const root = document.documentElement;
  const theme = new URLSearchParams(location.search).get('theme');
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
  // Styles hide the parts that need scripts unless this class is set.
  root.classList.add('js');
}
