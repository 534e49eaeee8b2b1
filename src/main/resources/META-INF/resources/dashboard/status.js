// What a page says beside its content: that the connection is lost, and news for those who do not see the page.

const connection = document.getElementById('connection');
const announcement = document.getElementById('announcement');

export function lost() {
  if (!connection.textContent) connection.textContent = 'Connection lost: what you see may be old. Trying again …';
}

export function found() {
  if (connection.textContent) {
    connection.textContent = '';
    announce('The connection is back.');
  }
}

export function announce(text) {
  announcement.textContent = text;
}
