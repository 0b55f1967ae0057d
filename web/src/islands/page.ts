// Buttons that need script are in the page but hidden; here they come to life.
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// Absent on plain http beyond this machine.
if ('clipboard' in navigator)
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.hidden = false
    button.addEventListener('click', async () => {
      const words = button.textContent
      await navigator.clipboard.writeText(button.dataset.copy ?? '')
      button.textContent = button.dataset.done ?? words
      setTimeout(() => {
        button.textContent = words
      }, 2000)
    })
  }
