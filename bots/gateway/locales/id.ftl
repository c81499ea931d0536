# Sent once when a message could not be answered after five tries.
sorry = Maaf, pesan Anda tadi gagal kami proses. Data yang sudah tersimpan tidak hilang. Silakan kirim ulang, atau tulis *menu*.
