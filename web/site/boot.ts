// Runs before the first paint, as a classic script: it must import and export nothing.
{
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const theme = query.get('theme');
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
  root.dataset['view'] = query.get('view') ?? '';
  // Styles hide the parts that need scripts unless this class is set.
  root.classList.add('js');
}
