print("asvit")
