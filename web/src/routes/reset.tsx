import { createFileRoute, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ResetPage } from '../features/account/pages/reset-page.tsx'

export const Route = createFileRoute('/reset')({ component: Reset })

/** The mailed link carries its token behind #, which browsers send to no server; it leaves the address bar and the history at once. */
function Reset() {
  const hash = useLocation({ select: (location) => location.hash })
  const navigate = useNavigate()
  const [token, setToken] = useState(hash)
  useEffect(() => {
    if (!hash) return
    setToken(hash)
    void navigate({ to: '/reset', hash: '', replace: true })
  }, [hash, navigate])
  return <ResetPage key={token} token={token} />
}
